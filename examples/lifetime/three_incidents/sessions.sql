SELECT state, count(*)
FROM pg_stat_activity
WHERE datname = current_database()
  AND backend_type = 'client backend'
  AND pid <> pg_backend_pid()
  AND application_name = current_setting('application_name')
GROUP BY state
ORDER BY state
