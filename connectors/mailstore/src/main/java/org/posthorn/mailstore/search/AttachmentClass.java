package org.posthorn.mailstore.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessagePart;

/** What kind of attachment a message is to have. */
public enum AttachmentClass {
  NONE(""),
  ANY(""),
  IMAGE("image/"),
  PDF("application/pdf"),
  ARCHIVE("zip|x-7z|x-rar|x-tar|gzip|x-bzip"),
  SPREADSHEET("spreadsheet|ms-excel|text/csv"),
  DOCUMENT("msword|wordprocessing|opendocument.text|application/rtf"),
  PRESENTATION("presentation|powerpoint");

  private final String marks;

  AttachmentClass(String marks) {
    this.marks = marks;
  }

  /** The class that a word names, in any case. */
  static Optional<AttachmentClass> named(String word) {
    for (AttachmentClass each : values()) {
      if (each.name().equals(word.toUpperCase(Locale.ROOT))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether a message has such an attachment. */
  public boolean matches(MessageFacts facts) {
    if (this == NONE) {
      return !facts.hasAttachment();
    }
    return facts.hasAttachment()
        && (this == ANY || facts.root().attachments().stream().anyMatch(this::matches));
  }

  private boolean matches(MessagePart part) {
    return Arrays.stream(marks.split("\\|", -1)).anyMatch(part.mediaType()::contains);
  }
}
