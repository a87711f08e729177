SELECT state, query, now() - xact_start AS age
FROM pg_stat_activity
WHERE datname = current_database()
  AND backend_type = 'client backend'
  AND pid <> pg_backend_pid()
  AND application_name = current_setting('application_name')
  AND xact_start IS NOT NULL
ORDER BY xact_start
