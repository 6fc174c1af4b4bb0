-- One customer's entries, in their order: what was said, and how a record stood by then. The registry's have the customer ''.
CREATE INDEX ledger_customer ON ledger (customer_number, position);

-- What the ledger's position was at a time.
CREATE INDEX ledger_recorded ON ledger (recorded_at, position);
