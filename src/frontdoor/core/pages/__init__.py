"""What every page stands on: template engine, assets, headers, theme, times, faces."""
