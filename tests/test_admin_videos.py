"""Videos of our own: uploaded at the desk, served to readers while a live story shows them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Video
from articles.story import Paragraph
from articles.story import Video as VideoBlock
from tests.factories import make_edition, make_user

MP4 = b"\x00\x00\x00\x18ftypmp42" + b"moving pictures" * 100


def upload(client, content, name="ferry.mp4"):
    client.force_login(make_user("Editor"))
    data = {"title": "The ferry", "medium": "video", "seconds": "2:08", "address": ""}
    data["file"] = SimpleUploadedFile(name, content)
    return client.post("/admin/articles/video/add/", data)


def test_a_video_file_plays_on_the_page_of_a_live_story(client, db):
    assert upload(client, MP4).status_code == 302
    video = Video.objects.get()
    client.logout()
    assert client.get(video.get_file_url()).status_code == 404
    block = VideoBlock(title="The ferry", ref=video.pk)
    edition = make_edition(blocks=(Paragraph("See it."), block))
    response = client.get(video.get_file_url())
    assert b"".join(response.streaming_content) == MP4
    assert response["Content-Type"] == "video/mp4"
    assert video.get_file_url() in client.get(edition.get_absolute_url()).content.decode()


@pytest.mark.parametrize("content", [b"no video", b"<script>alert(1)</script>", b"MZ" + b"\0" * 90])
def test_a_file_that_no_browser_plays_is_refused(client, db, content):
    response = upload(client, content)
    assert response.status_code == 200
    assert "use MP4, WebM or MP3" in response.content.decode()
    assert not Video.objects.exists()
