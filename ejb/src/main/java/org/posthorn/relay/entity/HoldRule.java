package org.posthorn.relay.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;

/**
 * Says which new messages of the outgoing queue are held. What it does not name, it does not ask.
 */
@Entity
@Table(name = "hold_rule")
@NamedQuery(name = HoldRule.ALL, query = "select r from HoldRule r order by r.id")
public class HoldRule {

  /** All of them. */
  public static final String ALL = "HoldRule.all";

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "hold_rule_id")
  @SequenceGenerator(name = "hold_rule_id", sequenceName = "hold_rule_id", allocationSize = 1)
  private long id;

  @Column(name = "account_id")
  private @Nullable Long account;

  @Column(name = "sender_domain")
  private @Nullable String senderDomain;

  @Column(name = "recipient_domain")
  private @Nullable String recipientDomain;

  @Column(name = "created_at")
  private long created;

  /** JPA wants it. */
  protected HoldRule() {}

  /**
   * A rule; one that names nothing holds everything.
   *
   * @param account the account of the sender
   * @param senderDomain in Unicode form
   * @param recipientDomain in Unicode form
   */
  public HoldRule(
      Optional<Long> account,
      Optional<String> senderDomain,
      Optional<String> recipientDomain,
      Instant now) {
    this.account = account.orElse(null);
    this.senderDomain = senderDomain.orElse(null);
    this.recipientDomain = recipientDomain.orElse(null);
    this.created = now.toEpochMilli();
  }

  /** Whether a message is held: all that the rule names has to agree. */
  public boolean matches(Optional<Long> from, Optional<Address> sender, Address recipient) {
    return (account == null || from.equals(Optional.of(account)))
        && (senderDomain == null || sender.map(Address::domain).equals(Optional.of(senderDomain)))
        && (recipientDomain == null || recipient.domain().equals(recipientDomain));
  }

  public long id() {
    return id;
  }

  public Optional<Long> account() {
    return Optional.ofNullable(account);
  }

  public Optional<String> senderDomain() {
    return Optional.ofNullable(senderDomain);
  }

  public Optional<String> recipientDomain() {
    return Optional.ofNullable(recipientDomain);
  }

  public Instant created() {
    return Instant.ofEpochMilli(created);
  }
}
