//! On MariaDB.

super::measure_on!("mariadb", "STATIQL_MARIADB_URL", statiql::mariadb::Database);
