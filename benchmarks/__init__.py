"""Measurements that no test makes: how long it takes, beside another way of doing the same."""
