# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from ..models import BusinessMember, Picture
from .clean_upload import CleanFile, clean_upload
from .find_dominant_colour import find_dominant_colour


def receive_picture(*, picture: Picture) -> None:
    """Before `picture` is saved: clean a new file, note its colour, and file a member's picture under their business.

    Raises BadPicture for a file that cannot be taken.
    """
    if picture.file and not picture.file._committed:
        if not isinstance(picture.file.file, CleanFile):
            fresh = clean_upload(file=picture.file.file, name=picture.file.name)
            picture.file.save(fresh.name, fresh, save=False)
        with picture.file.open("rb") as file:
            picture.dominant_colour = find_dominant_colour(file=file)
        picture._set_image_file_metadata()
        picture.file.close()
    if picture.business_id is None and picture.uploaded_by_user_id is not None:
        membership = BusinessMember.objects.filter(user_id=picture.uploaded_by_user_id).order_by("pk").first()
        picture.business_id = membership.business_id if membership else None
