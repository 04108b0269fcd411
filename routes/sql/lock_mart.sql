-- Meaning: lets one refresh at a time rewrite the mart, of all daemons; readers are not held up.
-- Grain: none; the lock ends with the transaction.
-- Caveat: the first statement of the transaction, which sees everything as it is at its second: so
--         as the refresh before left it.
lock table touched.client in exclusive mode
