-- Meaning: what the roles may besides, by being members of others.
-- Grain: membership.
select format('%s is a member of %s, too, and may do what that may', m.rolname, g.rolname)
from pg_auth_members as a
inner join pg_roles as m on a.member = m.oid
inner join pg_roles as g on a.roleid = g.oid
where m.rolname in ('segment_loader', 'bi_reader')
order by 1
