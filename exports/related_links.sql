-- title: Related links
-- description: One row a link to further reading that an article names, with the archived article it leads to where the archive holds that.
-- tables: related_links articles portals
-- param since (date): first day of the article's publication, inclusive
-- param until (date): last day of the article's publication, inclusive
-- param portal (text): name of a portal
-- param flag (text): only links with this flag: placeholder, template, unsafe
select
    a.public_id,
    p.name as portal,
    a.url as article_url,
    a.headline,
    l.position,
    l.kind,
    l.text,
    l.url,
    l.flag,
    target.public_id as target_public_id
from articles a
join portals p on p.id = a.portal_id
join related_links l on l.article_id = a.id
left join articles target on target.id = coalesce(
    (select same.id from articles same where same.url = l.url),
    (select alias.article_id from aliases alias where alias.url = l.url)
)
where (coalesce(:since, '') = '' or coalesce(a.published_at, a.published_local) >= :since)
    and (
        coalesce(:until, '') = ''
        or coalesce(a.published_at, a.published_local) < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:flag, '') = '' or l.flag = :flag)
order by a.id, l.position, l.id
