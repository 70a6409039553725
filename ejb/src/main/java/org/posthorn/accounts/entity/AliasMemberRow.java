package org.posthorn.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.kernel.Address;

/** A member of an alias. */
@Embeddable
public class AliasMemberRow {
  private String address;

  @Column(name = "lookup_key")
  private String lookupKey;

  private boolean posts;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected AliasMemberRow() {}

  AliasMemberRow(AliasMember member) {
    address = member.address().toString();
    lookupKey = member.address().lookupKey();
    posts = member.posts();
  }

  String lookupKey() {
    return lookupKey;
  }

  AliasMember member() {
    return new AliasMember(Address.stored(address), posts);
  }
}
