package org.posthorn.mime.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.mime.header.AddressEntry.Mailbox;
import org.posthorn.mime.text.Charsets;

/** The mail addresses of an address field, for checks; names and groups do not matter. */
public final class HeaderAddresses {
  private HeaderAddresses() {}

  /**
   * The addresses in an unfolded value, one char per octet; entries that are no valid address are
   * left out.
   */
  public static List<Address> parse(String value) {
    List<Address> addresses = new ArrayList<>(1);
    for (AddressEntry entry : AddressParser.parse(value)) {
      if (entry instanceof Mailbox mailbox) {
        address(mailbox).ifPresent(addresses::add);
      }
    }
    return addresses;
  }

  /** The address of an entry; empty when it is none. */
  public static Optional<Address> address(Mailbox mailbox) {
    String local = text(mailbox.local());
    int octets = mailbox.local().length();
    if (octets == 0 || octets > Address.MAX_LOCAL_PART || local.chars().anyMatch(c -> c < ' ')) {
      return Optional.empty();
    }
    return Address.domain(text(mailbox.domain())).map(domain -> new Address(local, domain));
  }

  private static String text(String octets) {
    byte[] bytes = octets.getBytes(ISO_8859_1);
    return Charsets.decode(bytes, 0, bytes.length, "");
  }
}
