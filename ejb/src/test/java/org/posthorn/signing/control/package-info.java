/** Tests of keys and signing. */
@NullMarked
package org.posthorn.signing.control;

import org.jspecify.annotations.NullMarked;
