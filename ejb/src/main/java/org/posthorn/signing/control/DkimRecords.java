package org.posthorn.signing.control;

import java.time.OffsetDateTime;
import org.posthorn.domains.boundary.DomainInfo;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dkim.DkimKeyRecord;
import org.posthorn.signing.entity.DkimKey;
import org.posthorn.signing.value.DkimKeyInfo;

/** Keys as others see them, with the DNS records that publish them. */
public final class DkimRecords {
  private DkimRecords() {}

  /** A key of a domain. */
  public static DkimKeyInfo info(DomainInfo domain, DkimKey key) {
    return new DkimKeyInfo(
        domain.name(),
        key.selector(),
        key.algorithm().text(),
        key.state(),
        key.createdAt().toInstant(),
        key.notAfter().map(OffsetDateTime::toInstant),
        key.selector() + "._domainkey." + ascii(domain),
        DkimKeyRecord.publish(key.algorithm(), key.publicKey()));
  }

  /** A domain's name for DNS. */
  static String ascii(DomainInfo domain) {
    return new Address("x", domain.name()).asciiDomain();
  }
}
