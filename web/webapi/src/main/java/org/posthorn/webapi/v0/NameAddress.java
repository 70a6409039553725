package org.posthorn.webapi.v0;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import org.posthorn.mime.MailAddress;

/** A person or a mailbox. */
public record NameAddress(
    @JsonbProperty("Name") String name, @JsonbProperty("Address") String address) {

  static List<NameAddress> of(List<MailAddress> people) {
    return people.stream().map(it -> new NameAddress(it.name(), it.address())).toList();
  }

  static List<MailAddress> read(List<Members> people) {
    return people.stream()
        .map(
            each -> {
              MailAddress person = person(each.text("Name"), each.text("Address"));
              each.end();
              return person;
            })
        .toList();
  }

  private static MailAddress person(String name, String address) {
    String plain = address.strip();
    int at = plain.lastIndexOf('@');
    return new MailAddress(
        name, at < 0 ? plain : plain.substring(0, at), at < 0 ? "" : plain.substring(at + 1));
  }
}
