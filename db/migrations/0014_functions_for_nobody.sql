-- Functions are for everybody unless that is taken back. These run with their caller's rights, so nothing was open;
-- who may call them is said all the same.
revoke execute on all functions in schema rt from public;
