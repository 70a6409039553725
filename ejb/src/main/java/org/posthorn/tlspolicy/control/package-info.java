/** How what is known of TLS with other mail servers is kept. */
@NullMarked
package org.posthorn.tlspolicy.control;

import org.jspecify.annotations.NullMarked;
