-- title: Articles
-- description: One row an article as it was last read: its text, its times, what the page claims and what the archive holds. In the order in which the archive first met them.
-- tables: articles portals
-- param since (date): first day of publication, inclusive
-- param until (date): last day of publication, inclusive
-- param portal (text): name of a portal
-- param section (text): section as the portal names it
-- param language (text): language or its beginning: en, en-us
-- param author (text): only articles with this name in the byline
-- param tag (text): only articles with this tag
select
    a.public_id,
    p.name as portal,
    a.url,
    a.canonical_url,
    a.source_id,
    a.headline,
    a.byline,
    a.lead,
    a.body,
    a.section,
    (
        select group_concat(name, '; ')
        from (select t.name from article_tags x join tags t on t.id = x.tag_id where x.article_id = a.id order by x.position)
    ) as tags,
    a.language,
    a.published_at,
    a.published_local,
    a.published_raw,
    a.published_offset,
    a.published_precision,
    a.published_zone,
    a.published_estimated,
    a.modified_at,
    a.image_url,
    a.image_alt,
    a.word_count,
    a.access,
    a.comments_claimed,
    a.comment_count,
    a.comments_note,
    a.first_seen_at,
    a.last_seen_at,
    a.revision_count,
    a.status,
    a.quality_flags,
    a.extractor
from articles a
join portals p on p.id = a.portal_id
where (coalesce(:since, '') = '' or coalesce(a.published_at, a.published_local) >= :since)
    and (
        coalesce(:until, '') = ''
        or coalesce(a.published_at, a.published_local) < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:section, '') = '' or a.section = :section)
    and (coalesce(:language, '') = '' or lower(a.language) = lower(:language) or lower(a.language) like lower(:language) || '-%')
    and (
        coalesce(:author, '') = ''
        or a.id in (select w.article_id from article_authors w join authors n on n.id = w.author_id where n.name = :author)
    )
    and (
        coalesce(:tag, '') = ''
        or a.id in (select w.article_id from article_tags w join tags n on n.id = w.tag_id where n.name = :tag)
    )
order by a.id
