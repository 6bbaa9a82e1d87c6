"""A paper in; its bytes as Markdown, HTML, PDF, Word or JSON out. None of them adds a fact."""
