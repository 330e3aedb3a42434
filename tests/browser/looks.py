"""In which language, theme and width a page is looked at."""

# Every pair of language, theme and width, without all their combinations; 320 px is a wide page at 400 %. For the
# frame and what stands in it on every page.
LOOKS = [
    {"language": "sq", "theme": "light", "width": 1280},
    {"language": "sq", "theme": "dark", "width": 390},
    {"language": "en", "theme": "light", "width": 390},
    {"language": "en", "theme": "dark", "width": 1280},
    {"language": "sq", "theme": "light", "width": 320},
]
# Every language, theme and width once: for the many pages inside that frame.
FEW = [
    {"language": "sq", "theme": "light", "width": 1280},
    {"language": "en", "theme": "dark", "width": 390},
]
