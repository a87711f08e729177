SELECT
    count(*) FILTER (WHERE state = 'idle in transaction')
        AS idle_in_transaction,
    count(*) FILTER (WHERE state = 'active') AS active,
    count(*) AS total
FROM pg_stat_activity
WHERE datname = current_database()
    AND backend_type = 'client backend'
    AND pid <> pg_backend_pid();
