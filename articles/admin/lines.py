"""Form fields of one line that is shown wrapped."""

from django import forms


class LineField(forms.CharField):
    """One line, however it is wrapped on the page; line ends pasted along become spaces."""

    def __init__(self, **options):
        super().__init__(widget=forms.Textarea({"rows": 1, "data-line": ""}), **options)

    def to_python(self, value):
        lines = super().to_python(value).splitlines()
        return " ".join(filter(None, (line.strip() for line in lines)))
