-- Meaning: marks a role bi_reader that is there as ours, whoever made it, so that it gets what ours
--          may; done where somebody asks for it.
-- Grain: none.
do $$
begin
    if exists (select from pg_roles where rolname = 'bi_reader') then
        comment on role bi_reader is 'Segment Mart: reads the mart';
    end if;
end $$
