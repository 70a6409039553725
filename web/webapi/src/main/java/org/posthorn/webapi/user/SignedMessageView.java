package org.posthorn.webapi.user;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message with its signatures. */
public record SignedMessageView(
    @Schema(description = "The message with DKIM-Signature fields before it, in base64")
        String message) {}
