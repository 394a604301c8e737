"""The formats that an import reads; each is one module with `read(content) -> Reading`."""
