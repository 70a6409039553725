/** Tests of policies of authors. */
@NullMarked
package org.posthorn.mailauth.dmarc;

import org.jspecify.annotations.NullMarked;
