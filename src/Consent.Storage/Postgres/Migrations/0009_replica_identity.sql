-- Once a publication has the table, PostgreSQL refuses every change of a row that it could not name to a subscriber. The other
-- tables have primary keys.
ALTER TABLE OrleansStorage REPLICA IDENTITY USING INDEX OrleansStorage_grain;
