"""The pages as they leave: light, with the theme put right, and as Markdown beside the HTML."""
