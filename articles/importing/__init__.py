"""From bytes to stories: decode, read by format, keep as rows.

SeedError       a source cannot be read; the message says where, what and what to do
"""
