package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.webapi.validation.ValidMailAddress;

/** Lets an account write in the name of another. */
public record CreateSendingGrant(
    @Schema(description = "An address of whose name it is", example = "boss@a.test")
        @NotNull @ValidMailAddress
        String owner,
    @Schema(description = "An address of who may use it", example = "assistant@a.test")
        @NotNull @ValidMailAddress
        String delegate,
    @Schema(
            description = "as, or on_behalf: the message then has a Sender field",
            example = "on_behalf")
        @NotNull @Pattern(regexp = "as|on_behalf") String kind) {}
