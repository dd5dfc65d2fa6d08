-- title: Comment threads
-- description: Every comment in reading order with its place in the conversation: the comment that opened the thread, the one it answers, how many answer it, and the minutes since the article and since that one (on the portal's own clock where the zone is unknown). For studies of reply structure.
-- tables: comments articles portals
-- param since (date): first day of the article's publication, inclusive
-- param until (date): last day of the article's publication, inclusive
-- param portal (text): name of a portal
-- param article (text): public id of one article
-- param author (text): only comments that are signed so
select
    a.public_id,
    p.name as portal,
    a.headline,
    c.position,
    place.value as thread_position,
    parent.position as parent_position,
    c.depth,
    c.kind,
    c.author,
    parent.author as parent_author,
    c.published_at,
    c.published_local,
    c.published_raw,
    c.published_precision,
    c.published_estimated,
    case
        when coalesce(c.published_precision, '') not in ('day', 'month', 'year')
            and coalesce(a.published_precision, '') not in ('day', 'month', 'year')
            then cast(
                round(
                    coalesce(
                        julianday(c.published_at) - julianday(a.published_at),
                        julianday(c.published_local) - julianday(a.published_local)
                    ) * 1440
                ) as integer
            )
    end as minutes_after_article,
    case
        when coalesce(c.published_precision, '') not in ('day', 'month', 'year')
            and coalesce(parent.published_precision, '') not in ('day', 'month', 'year')
            then cast(
                round(
                    coalesce(
                        julianday(c.published_at) - julianday(parent.published_at),
                        julianday(c.published_local) - julianday(parent.published_local)
                    ) * 1440
                ) as integer
            )
    end as minutes_after_parent,
    (select count(*) from comments reply where reply.parent_id = c.id) as replies,
    c.likes,
    c.missing_since,
    c.source_id,
    c.parent_source_id,
    c.text
from articles a
join portals p on p.id = a.portal_id
join json_each((
    -- Each thread is gone down once, from the comment that opened it; in a ring each comment opens its own.
    with recursive placed(id, opened_by) as (
        select id, position
        from comments
        where article_id = a.id and parent_id is null
        union all
        select reply.id, placed.opened_by
        from placed
        join comments reply on reply.parent_id = placed.id and reply.article_id = a.id
    )
    select json_group_object(id, opened_by)
    from (
        select id, opened_by, max(reached)
        from (
            select id, opened_by, 1 as reached from placed
            union all
            select id, position, 0 from comments where article_id = a.id
        )
        group by id
    )
)) place
join comments c on c.id = cast(place.key as integer)
left join comments parent on parent.id = c.parent_id
where (coalesce(:since, '') = '' or coalesce(a.published_at, a.published_local) >= :since)
    and (
        coalesce(:until, '') = ''
        or coalesce(a.published_at, a.published_local) < case length(:until) when 10 then date(:until, '+1 day') else :until end
    )
    and (coalesce(:portal, '') = '' or p.name = :portal)
    and (coalesce(:article, '') = '' or a.public_id = :article)
    and (coalesce(:author, '') = '' or a.id in (select article_id from comments where author = :author))
    and (coalesce(:author, '') = '' or c.author = :author)
order by a.id, c.position, c.id
