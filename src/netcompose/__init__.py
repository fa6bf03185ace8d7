"""Compose leadership networks from an org chart: rules kept, mix proven, duties handed out."""

__version__ = "0.1.0"
