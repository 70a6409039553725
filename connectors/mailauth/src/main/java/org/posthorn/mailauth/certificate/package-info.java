/** What the certificates of a server prove. */
@NullMarked
package org.posthorn.mailauth.certificate;

import org.jspecify.annotations.NullMarked;
