/** Rows of what is known of TLS with other mail servers. */
@NullMarked
package org.posthorn.tlspolicy.entity;

import org.jspecify.annotations.NullMarked;
