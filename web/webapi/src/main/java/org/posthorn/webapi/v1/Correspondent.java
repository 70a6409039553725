package org.posthorn.webapi.v1;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.mime.MailAddress;

/** An address with the name of whose it is. */
public record Correspondent(
    @Schema(example = "Ann Holm") Optional<String> name,
    @Schema(example = "ann@example.org") @NotNull String address) {

  static List<Correspondent> of(List<MailAddress> addresses) {
    return addresses.stream()
        .map(
            it ->
                new Correspondent(
                    Optional.of(it.name()).filter(name -> !name.isEmpty()), it.address()))
        .toList();
  }

  MailAddress mailAddress() {
    String plain = address.strip();
    int at = plain.lastIndexOf('@');
    return new MailAddress(
        name.orElse(""),
        at < 0 ? plain : plain.substring(0, at),
        at < 0 ? "" : plain.substring(at + 1));
  }
}
