-- Meaning: takes out of the tally the clients who have no uses any more.
-- Grain: client.
-- Inputs: client, that is the touched clients or all of the tally; run after change_clients.
delete from tally.client as t
where
    (select count(*) from client) > (select count(*) from client_draft)
    and t.client_id in (select client_id from client)
    and not exists (
        select 1
        from client_draft as d
        where d.client_id = t.client_id
    )
