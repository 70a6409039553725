package org.posthorn.webapi.user;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.webapi.body.BodyLimit;

/** A message to be signed. */
@BodyLimit(SignMessage.MAX_BODY)
public record SignMessage(
    @Schema(description = "The message as it will be sent, in lines ended by CRLF, in base64")
        @NotNull String message) {
  static final int MAX_BODY = 32 * 1024 * 1024;

  /** Without the message. */
  @Override
  public String toString() {
    return "SignMessage";
  }
}
