package org.posthorn.reports.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.posthorn.reports.entity.ReportRow;
import org.posthorn.reports.value.ReceivedReport;
import org.posthorn.reports.value.ReceivedReport.Kind;
import org.posthorn.reports.value.ReportSum;
import org.posthorn.reports.value.StoredReport;

/** The reports in the database. Each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ReportRows {
  private static final int PORTION = 200; // nobody else is to wait long for the one writer

  @PersistenceContext EntityManager entities;

  /** Keeps a report; false when it is known. */
  public boolean add(ReceivedReport report, String order, Instant received) {
    String digest = digest(report, order);
    long known =
        entities
            .createNamedQuery(ReportRow.KNOWN, Long.class)
            .setParameter("digest", digest)
            .getSingleResult();
    if (known == 0) {
      entities.persist(new ReportRow(digest, report, order, received));
      entities.flush();
    }
    return known == 0;
  }

  // RFC 7489 §7.2.1.1: a report that comes twice has the same id; of complaints each counts
  private static String digest(ReceivedReport report, String order) {
    String name =
        report.kind() == Kind.COMPLAINT
            ? order
            : String.join(
                "\n", report.domain(), report.reporter(), report.id(), report.begin().toString());
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest((report.kind() + "\n" + name).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** How many came of a reporter since a moment. */
  public long count(String reporter, Instant since) {
    return entities
        .createNamedQuery(ReportRow.COUNT, Long.class)
        .setParameter("reporter", reporter)
        .setParameter("since", since.toEpochMilli())
        .getSingleResult();
  }

  /** Some of them, newest first, without their details. */
  public List<StoredReport> page(Optional<Kind> kind, String domain, long before, int most) {
    return entities
        .createNamedQuery(ReportRow.PAGE, Object[].class)
        .setParameter("domain", domain)
        .setParameter("kind", kind.map(Kind::name).orElse(""))
        .setParameter("before", before)
        .setMaxResults(most)
        .getResultStream()
        .map(ReportRow::head)
        .toList();
  }

  /** One of them. */
  public Optional<StoredReport> find(long key) {
    return Optional.ofNullable(entities.find(ReportRow.class, key)).map(ReportRow::report);
  }

  /** What they say together: of the kinds and domains with most reports. */
  public List<ReportSum> sums(Instant begin, int most) {
    return entities
        .createNamedQuery(ReportRow.SUMS, Object[].class)
        .setParameter("begin", begin.toEpochMilli())
        .setMaxResults(most)
        .getResultStream()
        .map(
            row ->
                new ReportSum(
                    Kind.valueOf((String) row[0]),
                    (String) row[1],
                    ((Number) row[2]).longValue(),
                    ((Number) row[3]).longValue(),
                    ((Number) row[4]).longValue()))
        .toList();
  }

  /** Forgets a portion of those that came before a moment; whether there may be more. */
  public boolean forget(Instant moment) {
    List<Long> old =
        entities
            .createNamedQuery(ReportRow.OLD, Long.class)
            .setParameter("moment", moment.toEpochMilli())
            .setMaxResults(PORTION)
            .getResultList();
    if (!old.isEmpty()) {
      entities.createNamedQuery(ReportRow.FORGET).setParameter("ids", old).executeUpdate();
    }
    return old.size() == PORTION;
  }
}
