//! On MySQL.

super::measure_on!("mysql", "STATIQL_MYSQL_URL", statiql::mysql::Database);
