# The bot's role and its database, made once by the image of PostgreSQL: a role that can do nothing to the server itself.
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" -v password="$(cat /run/secrets/database_password)" <<'SQL'
CREATE ROLE gains LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE gains OWNER gains ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE gains FROM PUBLIC;
SQL
