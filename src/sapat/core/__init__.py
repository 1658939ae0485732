"""The ground: trail, refusal, rights, language, files. It knows no school and no page."""
