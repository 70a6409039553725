package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.filtering.value.ListedSender;

/** A sender whose mail is taken or refused, whatever else is known. */
public record ListedSenderBody(
    @Schema(
            description = "An address, a domain (with those below it) or a network",
            example = "shop.test")
        @NotNull @Size(min = 1, max = 320) String pattern,
    @Schema(description = "Whether the mail is taken; an address or domain has to be proved then")
        @NotNull Boolean allowed,
    Optional<@Size(max = 400) String> remark) {

  ListedSender sender() {
    return new ListedSender(pattern, allowed, remark.orElse(""));
  }

  static ListedSenderBody of(ListedSender sender) {
    return new ListedSenderBody(
        sender.pattern(),
        sender.allowed(),
        Optional.of(sender.remark()).filter(text -> !text.isEmpty()));
  }
}
