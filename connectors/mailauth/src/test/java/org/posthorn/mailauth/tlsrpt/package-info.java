/** Tests. */
@NullMarked
package org.posthorn.mailauth.tlsrpt;

import org.jspecify.annotations.NullMarked;
