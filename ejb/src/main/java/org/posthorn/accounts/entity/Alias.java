package org.posthorn.accounts.entity;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasSettings;
import org.posthorn.accounts.value.Posting;
import org.posthorn.kernel.Address;

/** An address that stands for others. RFC 5321 §3.9. */
@Entity
@Table(name = "mail_alias")
@NamedQuery(name = Alias.BY_KEY, query = "select a from Alias a where a.lookupKey = :key")
@NamedQuery(
    name = Alias.PAGE,
    query = "select a from Alias a where a.lookupKey > :after order by a.lookupKey")
public class Alias {
  public static final String BY_KEY = "Alias.byKey";
  public static final String PAGE = "Alias.page";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private long id;

  @Column(name = "domain_id")
  private long domainId;

  private String address;

  @Column(name = "lookup_key")
  private String lookupKey;

  private String description;

  @Enumerated(EnumType.STRING)
  private Posting posting;

  @Column(name = "send_as")
  private boolean sendAs;

  @Column(name = "members_visible")
  private boolean membersVisible;

  @Column(name = "bounces_to")
  private @Nullable String bouncesTo;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "mail_alias_member", joinColumns = @JoinColumn(name = "alias_id"))
  @OrderColumn(name = "place")
  private List<AliasMemberRow> members = new ArrayList<>();

  @Column(name = "created_at")
  private OffsetDateTime created;

  @Version private int version;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected Alias() {}

  /** A new one. */
  @SuppressWarnings("NullAway.Init") // by the call
  public Alias(Address address, long domainId, AliasSettings settings, OffsetDateTime now) {
    this.address = address.toString();
    this.lookupKey = address.lookupKey();
    this.domainId = domainId;
    created = now;
    decide(settings);
  }

  /** Takes other settings. */
  public final void decide(AliasSettings settings) {
    description = settings.description();
    posting = settings.posting();
    sendAs = settings.sendAs();
    membersVisible = settings.membersVisible();
    bouncesTo = settings.bouncesTo().map(Address::toString).orElse(null);
    members.clear();
    settings.members().forEach(each -> members.add(new AliasMemberRow(each)));
  }

  /** As others see it. */
  public AliasInfo info() {
    return new AliasInfo(
        id,
        Address.stored(address),
        description,
        posting,
        sendAs,
        membersVisible,
        Optional.ofNullable(bouncesTo).map(Address::stored),
        members.stream().map(AliasMemberRow::member).toList(),
        created.toInstant());
  }
}
