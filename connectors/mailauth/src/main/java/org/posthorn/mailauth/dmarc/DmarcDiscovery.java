package org.posthorn.mailauth.dmarc;

/** How the organizational domain of a domain is found. */
public enum DmarcDiscovery {
  /** By the Public Suffix List. RFC 7489 §3.2. */
  PUBLIC_SUFFIX_LIST,
  /** By the records of the domains above. RFC 9989. */
  TREE_WALK
}
