"""The engine over HTTP: a FastAPI application, its routes, and RFC 9457 problem documents for everything that goes wrong."""
