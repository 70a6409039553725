/** Signatures of domains: their keys, and the signing of what is sent. */
@NullMarked
package org.posthorn.signing.boundary;

import org.jspecify.annotations.NullMarked;
