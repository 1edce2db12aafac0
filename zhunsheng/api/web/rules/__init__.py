"""The rule book: rules by layer, instrument and article, each rule on a page, the vocabulary, and releases side by side."""
