package org.posthorn.tlspolicy.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailauth.tlsrpt.AppliedPolicy;
import org.posthorn.mailauth.tlsrpt.TlsFailure;
import org.posthorn.mailauth.tlsrpt.TlsResultType;
import org.posthorn.mailauth.tlsrpt.TlsSession;

/** Sessions that went alike on one day. RFC 8460 §4.4. */
@Entity
@Table(name = "tls_result")
@NamedQuery(
    name = TlsResult.ADD,
    query = "update TlsResult r set r.sessions = r.sessions + :more where r.id = :id")
@NamedQuery(
    name = TlsResult.OF_DAY,
    query = "select r from TlsResult r where r.dayNo = :day order by r.policyDomain, r.id")
@NamedQuery(name = TlsResult.FORGET, query = "delete from TlsResult r where r.dayNo < :day")
public class TlsResult {

  /** Counts {@code :more} sessions for {@code :id}. */
  public static final String ADD = "TlsResult.add";

  /** Those of {@code :day}, the ones of a domain together. */
  public static final String OF_DAY = "TlsResult.ofDay";

  /** Deletes those of before {@code :day}. */
  public static final String FORGET = "TlsResult.forget";

  private static final int MAX_REASON = 500;
  private static final int MAX_POLICY = 70_000;

  @Id private String id;

  @Column(name = "day_no")
  private long dayNo;

  @Column(name = "policy_domain")
  private String policyDomain;

  @Column(name = "policy_type")
  private String policyType;

  @Column(name = "policy_text")
  private String policyText;

  @Column(name = "policy_hosts")
  private String policyHosts;

  @Column(name = "result_type")
  private String resultType;

  private String reason;

  @Column(name = "sent_from")
  private String sentFrom;

  private String host;

  @Column(name = "sent_to")
  private String sentTo;

  private long sessions;

  @SuppressWarnings("NullAway.Init") // JPA fills the fields
  protected TlsResult() {}

  /**
   * The row of sessions like this one.
   *
   * @param id the digest of all the rest
   * @param day since 1970
   */
  public TlsResult(String id, long day, TlsSession session, long sessions) {
    AppliedPolicy policy = session.policy();
    this.id = id;
    this.dayNo = day;
    this.policyDomain = policy.domain();
    this.policyType = policy.type().name();
    this.policyText = cut(String.join("\n", policy.strings()), MAX_POLICY); // TLSA may be long
    this.policyHosts = String.join("\n", policy.hosts());
    this.resultType = session.failure().map(failure -> failure.type().text()).orElse("");
    String why = session.failure().map(TlsFailure::reason).orElse("");
    this.reason = cut(why, MAX_REASON);
    this.sentFrom = session.from();
    this.host = session.host();
    this.sentTo = session.to();
    this.sessions = sessions;
  }

  /** What one of them was like; empty when a later version has written a type that is not known. */
  public Optional<TlsSession> session() {
    AppliedPolicy policy =
        new AppliedPolicy(
            AppliedPolicy.Type.valueOf(policyType),
            policyDomain,
            lines(policyText),
            lines(policyHosts));
    if (resultType.isEmpty()) {
      return Optional.of(new TlsSession(policy, Optional.empty(), sentFrom, host, sentTo));
    }
    return TlsResultType.of(resultType)
        .map(type -> new TlsFailure(type, reason))
        .map(failure -> new TlsSession(policy, Optional.of(failure), sentFrom, host, sentTo));
  }

  private static String cut(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n"));
  }

  /** How many there were. */
  public long sessions() {
    return sessions;
  }
}
