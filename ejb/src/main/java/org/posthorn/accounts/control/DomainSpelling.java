package org.posthorn.accounts.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.posthorn.kernel.Address;

/**
 * Rewrites domains that earlier builds kept as A-labels, because IDNA 2003 could not decode them,
 * in the Unicode form by which they are looked for now, and the addresses in them.
 */
@ApplicationScoped
public class DomainSpelling {
  private static final System.Logger LOG = System.getLogger(DomainSpelling.class.getName());

  @PersistenceContext EntityManager entities;

  /** Does it, in one transaction; what is done already stays as it is. */
  @Transactional
  public void renew() {
    List<Object[]> rows =
        rows("select id, name from mail_domain where name like 'xn--%' or name like '%.xn--%'");
    for (Object[] row : rows) {
      String name = (String) row[1];
      Address.domain(name)
          .filter(decoded -> !decoded.equals(name))
          .ifPresent(decoded -> renew(((Number) row[0]).longValue(), name, decoded));
    }
  }

  private void renew(long domain, String name, String decoded) {
    LOG.log(System.Logger.Level.INFO, "event=domain-decoded from={0} to={1}", name, decoded);
    entities
        .createNativeQuery("update mail_domain set name = ? where id = ?")
        .setParameter(1, decoded)
        .setParameter(2, domain)
        .executeUpdate();
    for (Object[] row :
        rows("select id, address from account_address where domain_id = " + domain)) {
      Address address = Address.stored((String) row[1]);
      entities
          .createNativeQuery("update account_address set address = ?, lookup_key = ? where id = ?")
          .setParameter(1, address.toString())
          .setParameter(2, address.lookupKey())
          .setParameter(3, ((Number) row[0]).longValue())
          .executeUpdate();
    }
  }

  private List<Object[]> rows(String query) {
    List<?> rows = entities.createNativeQuery(query).getResultList();
    return rows.stream().map(Object[].class::cast).toList();
  }
}
