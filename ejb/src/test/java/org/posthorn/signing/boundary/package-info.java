/** Tests of keys and signing. */
@NullMarked
package org.posthorn.signing.boundary;

import org.jspecify.annotations.NullMarked;
