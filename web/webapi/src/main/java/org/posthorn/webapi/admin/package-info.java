/** Domains, accounts and client keys for administrators, below {@code /webapi/admin/v0}. */
@NullMarked
package org.posthorn.webapi.admin;

import org.jspecify.annotations.NullMarked;
